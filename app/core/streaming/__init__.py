"""Live screens: one stream for each open screen, on which the server pushes what changed for its audience.

A feature registers a `Source` for a kind of subject, such as a consent round. `GET /<prefix>/<key>/stroom/<audience>`
then gives a stream (server-sent events) of:

- unnamed messages: the HTML that everybody in the audience shares, whenever it differs from what this screen got last;
- `personal`: the version of the part that is only for this reader, who fetches it when theirs is another;
- `heartbeat`: the server's time, every ten seconds, so that silence means a lost connection;
- `gone`: the subject does not exist any more.

Every connection begins with the whole present state. The HTML is rendered once per revision and audience, and never
holds a form, a token or anything personal. A change takes this way: a commit is heard (`changes`), the hub has the
subject read anew (`reading`) and shows every screen what is new to it (`hub`, `screen`). Who may follow is asked of the
same permission map as the pages (`admission`).
"""

from app.core.streaming.rows import RowSource
from app.core.streaming.source import Snapshot, Source, personal_version, register

__all__ = ["RowSource", "Snapshot", "Source", "personal_version", "register"]
