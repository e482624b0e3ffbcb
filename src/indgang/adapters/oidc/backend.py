"""The part of a login that checks: tokens, level, claims. Each surface says which account it opens."""

from abc import abstractmethod
from typing import Any, ClassVar
from urllib.parse import urlsplit

import jwt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from indgang.adapters.oidc import client
from indgang.adapters.oidc.claims import loa_of
from indgang.adapters.oidc.types import ENOUGH, LoginClient, LoginRefused, Reason, Tokens

LEEWAY_SECONDS = 15
LOGIN = "login"  # where the session keeps what the login said, until the session's key is changed


class BrokerBackend(OIDCAuthenticationBackend):  # type: ignore[misc]  # the library has no types
    """One client's backend. Django makes one for every request, so nothing is fetched here before it is needed."""

    client: ClassVar[LoginClient]
    whose: ClassVar[dict[str, Any]]
    related: ClassVar[tuple[str, ...]] = ()
    OIDC_RP_SIGN_ALGO = "RS256"
    OIDC_RP_IDP_SIGN_KEY = None

    def __init__(self) -> None:
        self.UserModel = get_user_model()
        self.request: HttpRequest | None = None

    @abstractmethod
    def account(self, claims: dict[str, Any]) -> tuple[AbstractBaseUser, dict[str, str]]:
        """The account to open, and facts for the session. Raises LoginRefused."""

    def get_settings(self, name: str, *default: Any) -> Any:
        return client.oidc_setting(self.client, name, *default)

    @property
    def OIDC_RP_CLIENT_ID(self) -> str:
        return client.credentials(self.client)[0]

    @property
    def OIDC_RP_CLIENT_SECRET(self) -> str:
        return client.credentials(self.client)[1]

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        """The account behind a callback. None when the callback is the other client's.

        Raises BrokerUnavailable or LoginRefused.
        """
        if getattr(request, "login_kind", None) != self.client.kind:
            return None
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return found

    def get_user(self, user_id: Any) -> AbstractBaseUser | None:
        """The account of a session, as long as it is active and of this client's kind."""
        found: AbstractBaseUser | None = (
            self.UserModel._default_manager.select_related(*self.related)
            .filter(pk=user_id, is_active=True, **self.whose)
            .first()
        )
        return found

    def get_token(self, payload: dict[str, Any]) -> dict[str, str]:
        tokens: Tokens = client.broker().exchange(
            code=payload["code"],
            verifier=payload.get("code_verifier", ""),
            redirect_uri=f"{settings.ORIGIN}{urlsplit(payload['redirect_uri']).path}",  # as when it began
            client_id=payload["client_id"],
            secret=payload["client_secret"],
        )
        return {"id_token": tokens.id_token, "access_token": tokens.access_token}

    def retrieve_matching_jwk(self, token: str) -> jwt.PyJWK:
        try:
            wanted = jwt.get_unverified_header(token).get("kid")
            for key in client.broker().signing_keys():
                if key.get("kid") == wanted and key.get("use", "sig") == "sig":
                    return jwt.PyJWK(key, algorithm=self.OIDC_RP_SIGN_ALGO)
        except jwt.PyJWTError as error:
            raise LoginRefused(Reason.NOT_TRUSTED, f"id_token or key: {type(error).__name__}") from None
        raise LoginRefused(Reason.NOT_TRUSTED, "no key has the id_token's kid")

    def get_payload_data(self, token: str, key: jwt.PyJWK) -> dict[str, Any]:
        """The claims of an id_token that is signed by the broker, for us, and still good."""
        try:
            return jwt.decode(
                token,
                key,
                algorithms=[self.OIDC_RP_SIGN_ALGO],
                audience=self.OIDC_RP_CLIENT_ID,
                issuer=client.broker().issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": ["iss", "aud", "sub", "exp", "iat", "nonce"]},
            )
        except jwt.PyJWTError as error:
            raise LoginRefused(Reason.NOT_TRUSTED, f"id_token: {type(error).__name__}") from None

    def store_tokens(self, access_token: str, id_token: str) -> None:
        """Only the id_token is kept, for the logout; it names the subject and carries no CPR number."""
        self._id_token = id_token

    def get_userinfo(self, access_token: str, id_token: str, payload: dict[str, Any]) -> dict[str, Any]:
        claims = client.broker().userinfo(access_token)
        if claims.get("sub") != payload["sub"]:
            raise LoginRefused(Reason.NOT_TRUSTED, "userinfo is about another subject")
        return {**claims, "acr": payload.get("acr")}

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        if loa_of(claims.get("acr")) < ENOUGH:
            raise LoginRefused(Reason.TOO_LOW, "acr is below Substantial")
        return True

    def get_or_create_user(
        self, access_token: str, id_token: str, payload: dict[str, Any]
    ) -> AbstractBaseUser:
        claims = self.get_userinfo(access_token, id_token, payload)
        self.verify_claims(claims)
        account, facts = self.account(claims)
        assert self.request is not None  # noqa: S101  # authenticate() sets it
        self.request.session[LOGIN] = {**facts, "kind": str(self.client.kind), "id_token": self._id_token}
        return account
