"""A file that goes with a text."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime
from app.decisions.models.disclosure import Disclosed, Secrecy
from app.organisation.models import Person


class Attachment(Disclosed, Base):
    """A bijlage of one wording: what it says, a version freezes and a decision keeps, its files included.

    It may be closed while its dossier is not (docs/adr/0029): its name too is for those inside alone.
    """

    __tablename__ = "attachments"
    disclosed_kind = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    wording_id: Mapped[int] = mapped_column(ForeignKey("wordings.id"), index=True, init=False)
    name: Mapped[str] = mapped_column(String(150))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), index=True)
    """SHA-256 of the file, under which it is kept (`app.core.file_store`)."""
    added_by: Mapped[Person | None] = relationship(lazy="joined")
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), init=False)
    added_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    secrecy: Mapped[Secrecy | None] = relationship(lazy="joined", default=None)

    @property
    def title(self) -> str:
        """Its name as it stands in a list, without what kind of file it is."""
        return self.name.rsplit(".", 1)[0]

    @property
    def ending(self) -> str:
        """What kind of file it is, by how its name ends."""
        return self.name.rsplit(".", 1)[-1].lower()

    def copy(self) -> "Attachment":
        """The same file, to go with another text."""
        return Attachment(
            name=self.name,
            media_type=self.media_type,
            size=self.size,
            digest=self.digest,
            added_by=self.added_by,
            added_at=self.added_at,
            confidentiality=self.confidentiality,
            embargo_until=self.embargo_until,
            secrecy=self.secrecy,
        )
