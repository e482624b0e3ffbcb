"""A sender that knows nothing of Indgang: it speaks to the simulator of the post as its own documents say."""

import base64
from datetime import UTC, datetime
from uuid import uuid4

import requests
from simulators.post.testing import CVR, Running

ISSUE = "/runtime/api/rest/wstrust/v1/issue"
TOKEN = "/service/AccessTokenService_1/token"
KOMBI = "/service/KombiPostAfsend_1/kombi"
SEND = "http://entityid.kombit.dk/service/kombipostafsend/1"
LOOK_UP = "http://entityid.kombit.dk/service/postforespoerg/1"
MADS = "7704982229"


class Caller:
    """One system with its certificate."""

    def __init__(self, post: Running) -> None:
        self.post = post
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.cert, self.session.verify = (str(post.certificate), str(post.key)), str(post.ca)

    def wish(self, entity: str = SEND) -> dict[str, object]:
        pem = "".join(self.post.certificate.read_text().splitlines()[1:-1])
        return {
            "RequestType": "http://docs.oasis-open.org/ws-sx/ws-trust/200512/Issue",
            "AnvenderKontekst": {"Cvr": CVR},
            "UseKey": pem,
            "AppliesTo": {"EndpointReference": {"Address": entity}},
        }

    def ask(self, path: str, **how: object) -> requests.Response:
        return self.session.post(f"{self.post.address}{path}", timeout=20, **how)  # type: ignore[arg-type]

    def token(self, entity: str = SEND) -> str:
        saml = self.ask(ISSUE, json=self.wish(entity)).json()["RequestedSecurityToken"]["Assertion"]
        return str(self.ask(TOKEN, data={"saml-token": saml}).json()["access_token"])

    def headers(self, token: str) -> dict[str, str]:
        return {
            "authorization": f"Holder-of-key {token}",
            "X-TransaktionsId": str(uuid4()),
            "X-TransaktionsTid": datetime.now(UTC).isoformat(),
        }

    def send(self, request: bytes) -> requests.Response:
        return self.ask(KOMBI, data=request, headers=self.headers(self.token()))

    def has(self, query: str, service: str = "digitalpost") -> requests.Response:
        where = f"{self.post.address}/service/PostForespoerg_1/{service}?{query}"
        return self.session.get(where, headers=self.headers(self.token(LOOK_UP)), timeout=20)


def memo(uuid: str, *, title: str = "Din flytning", to: str = MADS) -> bytes:
    """A kombi_request with a message of one file."""
    pdf = base64.b64encode(b"%PDF-1.7 et brev").decode()
    return (
        "<kombi_request><KombiValgKode>Digital Post</KombiValgKode>"
        '<memo:Message xmlns:memo="https://DigitalPost.dk/MeMo-1" memoVersion="1.2"><memo:MessageHeader>'
        f"<memo:messageType>DIGITALPOST</memo:messageType><memo:messageUUID>{uuid}</memo:messageUUID>"
        f"<memo:label>{title}</memo:label><memo:reply>true</memo:reply><memo:mandatory>true</memo:mandatory>"
        "<memo:legalNotification>false</memo:legalNotification>"
        f"<memo:Sender><memo:senderID>{CVR}</memo:senderID><memo:idType>CVR</memo:idType>"
        "<memo:label>Lyngsø Kommune</memo:label></memo:Sender>"
        f"<memo:Recipient><memo:recipientID>{to}</memo:recipientID><memo:idType>CPR</memo:idType></memo:Recipient>"
        "</memo:MessageHeader><memo:MessageBody><memo:createdDateTime>2026-11-21T08:00:00Z</memo:createdDateTime>"
        "<memo:MainDocument><memo:File><memo:encodingFormat>application/pdf</memo:encodingFormat>"
        "<memo:filename>brev.pdf</memo:filename><memo:language>da</memo:language>"
        f"<memo:content>{pdf}</memo:content></memo:File></memo:MainDocument></memo:MessageBody></memo:Message>"
        "</kombi_request>"
    ).encode()


def letter(uuid: str, *, name: str = "Maja Holm", cpr: str = "0000000000", pdf: bytes = b"%PDF-1.7") -> bytes:
    """A kombi_request with a letter on paper."""
    content = base64.b64encode(pdf).decode()
    return (
        "<kombi_request><KombiValgKode>Fysisk Post</KombiValgKode>"
        '<f:ForsendelseISamling xmlns:f="urn:oio:fjernprint:1.0.0" xmlns:k="urn:oio:dkal:1.0.0"'
        ' xmlns:a="urn:oio:adir:dagpenge:2009.07.01"'
        ' xmlns:i="http://rep.oio.dk/itst.dk/xml/schemas/2006/01/17/"'
        ' xmlns:d5="http://rep.oio.dk/ebxml/xml/schemas/dkcc/2005/05/19/"'
        ' xmlns:d1="http://rep.oio.dk/ebxml/xml/schemas/dkcc/2005/03/15/"'
        ' xmlns:d3="http://rep.oio.dk/ebxml/xml/schemas/dkcc/2003/02/13/"><f:ForsendelseI>'
        f"<f:AfsendelseIdentifikator>{uuid}</f:AfsendelseIdentifikator><f:ForsendelseModtager>"
        f"<k:AfsendelseModtager><a:CPRnummerIdentifikator>{cpr}</a:CPRnummerIdentifikator></k:AfsendelseModtager>"
        f"<f:ModtagerAdresse><i:PersonName>{name}</i:PersonName>"
        "<d5:PostalAddressFirstLineText>Klokkeengen 2, 1. tv.</d5:PostalAddressFirstLineText>"
        "<d1:PostCodeIdentifier>9999</d1:PostCodeIdentifier>"
        '<d3:CountryIdentificationCode scheme="iso3166-alpha2">DK</d3:CountryIdentificationCode>'
        "</f:ModtagerAdresse></f:ForsendelseModtager><k:FilformatNavn>PDF</k:FilformatNavn>"
        f"<k:MeddelelseIndholdData>{content}</k:MeddelelseIndholdData><f:DokumentParametre>"
        '<s:TitelTekst xmlns:s="urn:oio:sagdok:3.0.0">Din flytning</s:TitelTekst></f:DokumentParametre>'
        "</f:ForsendelseI></f:ForsendelseISamling></kombi_request>"
    ).encode()
