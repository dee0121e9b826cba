"""Loaded into the process off which those of the tests are forked: they inherit what each would do at its start."""

import tempfile
from pathlib import Path

import uvicorn.protocols.http.httptools_impl
import uvloop
from flask import Flask
from sqlalchemy.orm import configure_mappers

import app.asgi
import app.cli
import config
from tests.compiled_templates import COMPILED_TEMPLATES

__all__ = ["app", "uvicorn", "uvloop"]

Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": COMPILED_TEMPLATES}
configure_mappers()
with tempfile.TemporaryDirectory() as folder:
    nobodys = app.create_app(
        config.Settings(database_url=f"sqlite:///{folder}/none", secret_key="nobody", files_folder=Path(folder))
    )
    for name in nobodys.jinja_env.list_templates():
        nobodys.jinja_env.get_template(name)
