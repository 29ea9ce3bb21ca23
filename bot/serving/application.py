"""The library's application as this bot uses it: connections, pace, and the order of updates."""

from telegram.ext import Application, ContextTypes, JobQueue
from telegram.request import BaseRequest

from bot.chat import App, Context, OneByOneInAChat
from bot.chat.uploads import StreamingRequest
from bot.config import Settings
from bot.sender import Pace
from bot.sender.calls import CountedRequest, Presence
from bot.serving.polling import UpdatesRequest
from bot.tls import public_roots

# Connections for sending: as many as answers can be under way at the default pace, with room for slow ones.
_POOL = 64
# A call of the Bot API answers within a second or so; after 20 s the answer is lost.
_TIMEOUT = 20.0


def telegram_app(settings: Settings, token: str) -> App:
    """Return the application that talks with Telegram, over connections of its own."""
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None

    presence = Presence()

    def request(connections: int, kind: type[CountedRequest]) -> CountedRequest:
        return kind(
            presence=presence,
            connection_pool_size=connections,
            proxy=proxy,
            read_timeout=_TIMEOUT,
            write_timeout=_TIMEOUT,
            connect_timeout=10,
            pool_timeout=_TIMEOUT,
            # Only TELEGRAM_PROXY decides; a proxy meant for a browser on this machine is not ours.
            httpx_kwargs={"trust_env": False, "verify": public_roots()},
        )

    return build_app(
        rate=settings.send_rate,
        request=request(_POOL, StreamingRequest),
        # At the end one call is cut short, which may take its connection with it, and one more is made.
        updates_request=request(2, UpdatesRequest),
        token=token,
        api=settings.telegram_api_url,
    )


def build_app(
    *,
    rate: float,
    request: BaseRequest,
    updates_request: BaseRequest,
    token: str,
    api: str = "https://api.telegram.org",
) -> App:
    """Return an application that sends at most `rate` messages a second, and orders updates by chat."""
    jobs: JobQueue[Context] = JobQueue()
    return (
        Application.builder()
        .token(token)
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .request(request)
        .get_updates_request(updates_request)
        .rate_limiter(Pace(rate))
        .concurrent_updates(OneByOneInAChat())
        .context_types(ContextTypes(context=Context))
        .job_queue(jobs)
        .updater(None)
        .build()
    )
