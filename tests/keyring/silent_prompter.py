"""A password window that nobody sees: takes every prompt of gnome-keyring and never ends one.

A program; it writes a line once it is there.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

import sys

from jeepney import MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME = "org.gnome.keyring.SystemPrompter"


def main() -> None:
    """Be the prompter of this session's bus until killed."""
    with open_dbus_connection("SESSION") as connection:
        connection.send_and_get_reply(message_bus.RequestName(NAME, 0))
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            message = connection.receive()
            if message.header.message_type is MessageType.method_call:
                connection.send(new_method_return(message))


if __name__ == "__main__":
    main()
