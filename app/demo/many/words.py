"""The words of an invented municipality: names of people, units and streets, and what is decided about them."""

from random import Random

FIRST_NAMES = [
    "Aafke",
    "Abel",
    "Adil",
    "Aicha",
    "Alwin",
    "Amira",
    "Anniek",
    "Arno",
    "Aylin",
    "Bartel",
    "Berber",
    "Bilal",
    "Birgit",
    "Bowe",
    "Carlijn",
    "Casper",
    "Chaima",
    "Coen",
    "Daphne",
    "Derk",
    "Dilan",
    "Doris",
    "Edo",
    "Eline",
    "Emin",
    "Esra",
    "Evert",
    "Fenna",
    "Ferre",
    "Floor",
    "Gerben",
    "Gijs",
    "Gonda",
    "Haico",
    "Hatice",
    "Hedwig",
    "Heino",
    "Ilham",
    "Imke",
    "Ivo",
    "Jacco",
    "Jasmijn",
    "Jelte",
    "Jildou",
    "Kaan",
    "Karlijn",
    "Koen",
    "Lamia",
    "Leonie",
    "Lubbert",
    "Maaike",
    "Malik",
    "Meike",
    "Menno",
    "Naima",
    "Neele",
    "Nynke",
    "Okke",
    "Otis",
    "Pelle",
    "Pien",
    "Quinten",
    "Rania",
    "Reinder",
    "Rosa",
    "Samir",
    "Sietske",
    "Siem",
    "Tamar",
    "Teun",
    "Tjitske",
    "Umar",
    "Vera",
    "Wiebe",
    "Wilma",
    "Xander",
    "Yasin",
    "Ymke",
    "Zeynep",
    "Zita",
]
FIRST_PARTS = [
    "Akker",
    "Appel",
    "Beuken",
    "Berk",
    "Bies",
    "Brem",
    "Dorn",
    "Duin",
    "Eiken",
    "Elzen",
    "Esch",
    "Gaarde",
    "Ganzen",
    "Gras",
    "Haver",
    "Hazel",
    "Heide",
    "Hout",
    "Iepen",
    "Kamper",
    "Kievit",
    "Klaver",
    "Koren",
    "Kreek",
    "Lariks",
    "Linden",
    "Loof",
    "Maal",
    "Merel",
    "Mees",
    "Moes",
    "Munt",
    "Oever",
    "Olmen",
    "Peer",
    "Populier",
    "Riet",
    "Rogge",
    "Salie",
    "Sleedoorn",
    "Specht",
    "Tarwe",
    "Tuin",
    "Veen",
    "Vlier",
    "Vlinder",
    "Wade",
    "Weide",
    "Wilgen",
    "Wolde",
    "Zand",
    "Zilver",
    "Zomer",
    "Zwaluw",
]
NAME_ENDS = [
    "beek",
    "berg",
    "bos",
    "brink",
    "dam",
    "donk",
    "haar",
    "haven",
    "hoeve",
    "horst",
    "kamp",
    "kooi",
    "laar",
    "loo",
    "oord",
    "sma",
    "steeg",
    "stra",
    "veld",
    "wijk",
]
STREET_ENDS = ["laan", "straat", "weg", "pad", "hof", "plein", "plantsoen", "singel", "kade", "dreef", "akker", "erf"]
QUARTERS = (
    "de Binnenstad", "Noorderkwartier", "de Zuiderwaard", "Oosterveld", "het Westerpark", "de Molenbuurt",
    "de Havenkom", "Stationskwartier", "de Bloemenbuurt", "het Lint", "Buitendorp", "de Hoge Akkers",
)  # fmt: skip
THEMES = (
    "Groen en spelen", "Wegen en verkeer", "Wonen", "Water en riolering", "Burgerzaken", "Klantcontact", "Jeugd",
    "Zorg en welzijn", "Werk en inkomen", "Sport", "Cultuur", "Onderwijs", "Economie", "Toerisme",
    "Afval en grondstoffen", "Vergunningen", "Toezicht", "Handhaving", "Veiligheid", "Informatie en archief",
    "Automatisering", "Gegevens", "Financiën", "Belastingen", "Inkoop", "Personeel", "Opleidingen", "Communicatie",
    "Juridische zaken", "Vastgoed", "Grondzaken", "Duurzaamheid", "Energie", "Erfgoed", "Evenementen", "Buurtzaken",
    "Ontwerp", "Projecten",
)  # fmt: skip
ACTS = (
    "Herinrichting van", "Nieuw groen langs", "Minder verharding aan", "Veilig oversteken bij", "Verlichting op",
    "Fietsenstalling aan", "Laadplekken bij", "Speelplek aan", "Snelheid omlaag op", "Bomen terug op",
    "Waterberging onder", "Zitbanken langs", "Onderhoud van", "Proef met een leefstraat op",
    "Ruimte voor de weekmarkt op",
)  # fmt: skip
MATTERS = (
    "Openingstijden van de balie", "Vaste dag voor overleg", "Afspraken over thuiswerken", "Rooster voor de zomer",
    "Subsidie voor buurtfeesten", "Huur van de sportzalen", "Tarieven voor de begraafplaats",
    "Werkwijze bij spoedvragen", "Begeleiding van nieuwe collega’s", "Inkoop van schone voertuigen",
    "Taal in onze brieven", "Hulp bij aanvragen", "Spreekuur in de wijk", "Vrijwilligers in de bibliotheek",
    "Beheer van de volkstuinen", "Jaarplan en begroting", "Gegevens delen met de buurgemeenten", "Schoolzwemmen",
    "Mantelzorg en verlof", "Ontvangst van gasten",
)  # fmt: skip
OPENINGS = (
    "Bewoners vragen hier al langer om", "De huidige afspraak past niet meer",
    "Uit de terugblik bleek dat dit beter kan", "De raad heeft hierom gevraagd",
    "Wij merken dat er veel vragen over komen", "Het contract loopt aan het eind van het jaar af",
    "Een proef heeft laten zien dat het werkt", "De wet geeft ons hierin ruimte",
)  # fmt: skip
ADVICES = (
    "Instemmen met de voorgestelde aanpak voor {about}",
    "Kennisnemen van de uitkomsten van het gesprek over {about}", "Vaststellen van de werkwijze voor {about}",
    "Beschikbaar stellen van {money} euro voor {about}", "Onderschrijven van de afspraken met {body} over {about}",
    "Aanwijzen van een vaste contactpersoon voor {about}",
)  # fmt: skip
REASONS = (
    "Het maakt het werk eenvoudiger", "Inwoners weten dan waar zij aan toe zijn",
    "De kosten blijven binnen de begroting", "De buurt heeft meegedacht en staat erachter",
    "Zo sluiten wij aan bij eerdere afspraken", "Andere gemeenten doen dit al met succes",
    "Het is beter voor de gezondheid van mens en dier", "Wij kunnen ervan leren voor de rest van de gemeente",
)  # fmt: skip
DETAILS = (
    "{body} denkt mee over de uitwerking", "de uitvoering begint in het voorjaar",
    "wij vertellen de buurt vooraf wat er gebeurt", "er komt een vast aanspreekpunt",
    "na een jaar kijken wij of het bevalt", "de eerste stappen vragen weinig tijd",
    "het beheer blijft bij het eigen team", "wij leggen de afspraken vast in het jaarplan",
)  # fmt: skip
BODIES = (
    "de ondernemingsraad", "de wijkraad", "de adviesraad", "het waterschap", "de brandweer", "de dorpsraad",
    "de jongerenraad", "het ouderenplatform", "de schoolbesturen", "de woningcorporatie",
)  # fmt: skip
CONCERNS = (
    "Let op of de buurt er geen last van heeft.", "Kijk of het genoeg tijd scheelt.", "Houd de kosten goed bij.",
    "Vraag na een half jaar hoe het gaat.", "Zorg dat ook wie minder digitaal is mee kan doen.",
)  # fmt: skip
OBJECTIONS = (
    "Zo staat er niemand voor in de vakantie. Dan blijft het werk liggen.",
    "De kosten voor onderhoud zijn niet geregeld; over twee jaar is het geld op.",
    "Mijn ploeg kan dit er in het drukke seizoen niet bij doen.",
    "Voor wie slecht ter been is, wordt de weg naar het gebouw te lang.",
)  # fmt: skip
REMEDIES = (
    "Voor de vakantie staat een vervanger genoemd.", "De uren voor onderhoud staan in het jaarplan.",
    "De start is na het drukke seizoen.", "Er komt een rustpunt halverwege.",
)  # fmt: skip
ENDINGS = (
    "De tijd waarvoor dit gold is om.", "Het staat nu in het jaarplan.", "De proef is afgerond.",
    "De wet is veranderd.", "Het werk is klaar.",
)  # fmt: skip


class Writer:
    """Puts words together. A title is mostly told apart from others by a street or a year."""

    def __init__(self, chance: Random) -> None:
        self._pick = chance.choice
        self._chance = chance

    def name(self) -> str:
        """Somebody's name."""
        return f"{self._pick(FIRST_NAMES)} {self._pick(FIRST_PARTS)}{self._pick(NAME_ENDS)}"

    def title(self, year: int) -> str:
        """What a decision is about."""
        if self._chance.random() < 0.6:
            street = f"{self._pick(FIRST_PARTS)}{self._pick(STREET_ENDS)}"
            return f"{self._pick(ACTS)} {street} in {self._pick(QUARTERS)}"
        return f"{self._pick(MATTERS)} in {self._pick(QUARTERS)} {year}"

    def advice(self, title: str) -> str:
        """A point that is decided."""
        return self._filled(self._pick(ADVICES), title) + "."

    def because(self) -> str:
        """Why it is decided."""
        return f"{self._pick(OPENINGS)}; {self._filled(self._pick(DETAILS))}."

    def paragraph(self, title: str) -> str:
        """A few sentences about it."""
        first, second = self._pick(REASONS), self._pick(REASONS)
        return (
            f"{title}: {self._filled(self._pick(DETAILS))}. {first}, en {self._filled(self._pick(DETAILS))}. {second}."
        )

    def reason(self) -> str:
        """An argument in one line."""
        return f"{self._pick(REASONS)}."

    def body(self) -> str:
        """A body that was asked for its advice."""
        return self._pick(BODIES)

    def _filled(self, pattern: str, about: str = "") -> str:
        money = f"{self._chance.randrange(2, 90) * 500}"
        return pattern.format(about=about[:1].lower() + about[1:], money=money, body=self._pick(BODIES))
