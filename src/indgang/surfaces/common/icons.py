"""The icons that our pages use. Only these go into the sprite (project/frontdoor/vendored.py makes it).

A name is a file of dkfds' `svg-icons`. Add one here when a page needs it; an unknown name is an error at once.
"""

ICONS = (
    "account", "arrow-back", "arrow-forward", "assignment", "attach-file", "business", "calendar-month", "car",
    "chat", "check", "checklist", "chevron-down", "chevron-left", "chevron-right", "chevron-up", "close",
    "contact-card", "copy", "delete", "desktop", "document", "download", "edit", "email", "error", "file-pdf",
    "flag", "folder", "forum", "groups", "headset", "help", "home", "hourglass", "info", "language", "laptop",
    "list-bulleted", "location", "lock", "map", "menu", "minus", "notifications", "open-in-new", "payments",
    "person", "persons", "plus", "print", "refresh", "reply", "save", "search", "send", "settings", "smartphone",
    "star", "student", "success", "summary", "support-agent", "sync", "time", "visibility", "visibility-off",
    "warning", "analytics",
)  # fmt: skip
