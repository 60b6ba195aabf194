"""One service of the exercise: a process that answers its own name over HTTP on loopback.

Run as a file (``python -I -S httpd.py --name X [--port N]``): nothing but sockets is imported,
so a dozen of them stay small. Without a port it only waits, as a batch service does.
"""

import argparse
import signal
import socket


def serve(name: str, port: int) -> None:
    """Answer ``200`` and the name to whatever is asked, one connection at a time, for ever."""
    body = f"{name}\n".encode()
    head = (
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    with socket.create_server(("127.0.0.1", port), backlog=32) as server:
        while True:
            connection, _ = server.accept()
            with connection:
                connection.settimeout(2)
                try:
                    asked = connection.recv(4096)
                    connection.sendall(head.encode() + (b"" if asked.startswith(b"HEAD") else body))
                    connection.shutdown(socket.SHUT_WR)
                    while connection.recv(4096):
                        pass
                except OSError:
                    continue


def main() -> None:
    """Read the command line and serve until a signal comes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", required=True)
    parser.add_argument("--port", type=int)
    asked = parser.parse_args()
    if asked.port is None:
        signal.sigwait({signal.SIGTERM, signal.SIGINT})
        return
    serve(asked.name, asked.port)


if __name__ == "__main__":
    main()
