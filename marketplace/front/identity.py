"""Who runs the shop and where to turn with a complaint: on every page, as the law on trade by electronic systems asks."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Operator:
    name: str
    address: str
    whatsapp: str
    opens: str
    closes: str
    complaint_whatsapp: str
    complaint_site: str

    @property
    def telephone(self) -> str:
        """The number of PLUT as the world dials it: +62 812 ..."""
        return "+62" + "".join(filter(str.isdigit, self.whatsapp)).removeprefix("62").removeprefix("0")


def operator() -> Operator:
    return Operator(
        name="PLUT-KUMKM Jambi",
        address="Jl. Patimura, Kota Jambi",
        whatsapp=settings.HELP_WHATSAPP,
        opens="08.00",
        closes="16.00",
        complaint_whatsapp="085311111010",
        complaint_site="simpktn.kemendag.go.id",
    )
