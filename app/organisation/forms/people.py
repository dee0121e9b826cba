"""What is filled in about people and their accounts."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import EqualTo

from app.organisation.forms.fields import email, line, password
from app.organisation.forms.house_form import HouseForm
from app.organisation.passwords import SHORTEST
from app.organisation.service import PersonDetails

RULES = _l(
    "Minstens %(count)s tekens. Een paar losse woorden achter elkaar onthoud je het makkelijkst.", count=SHORTEST
)


class PersonForm(HouseForm):
    """Who somebody is."""

    name = line(_l("Naam"), 120, _l("Zoals collega’s de naam schrijven."))
    email = email(_l("E-mailadres"), _l("Hiermee logt iemand in."))

    def to_data(self) -> PersonDetails:
        """What was filled in."""
        return PersonDetails(name=self.name.data, email=self.email.data)


class SignInForm(HouseForm):
    """E-mail address and password, and where to go after that."""

    email = line(
        _l("E-mailadres"),
        254,
        render_kw={"type": "email", "autocomplete": "username", "inputmode": "email", "autocapitalize": "none"},
    )
    password = password(_l("Wachtwoord"), "current-password")
    next = HiddenField()


class NewPasswordForm(HouseForm):
    """A first password."""

    new = password(_l("Nieuw wachtwoord"), "new-password", RULES)
    again = password(
        _l("Nog een keer"), "new-password", "", EqualTo("new", message=_l("Dit is niet hetzelfde als hierboven."))
    )


class ChangePasswordForm(NewPasswordForm):
    """A new password in place of the old one."""

    order = ("old", "new", "again")

    old = password(_l("Huidig wachtwoord"), "current-password")
