"""Which address other machines of the local network can reach this one at."""

import ipaddress
import socket

# Any address outside this machine tells which interface leads out. It is from a block reserved for documentation
# (RFC 5737), and connecting a datagram socket sends nothing.
_ELSEWHERE = ("192.0.2.1", 9)


class NoNetworkError(OSError):
    """This machine has no address that other machines could reach."""


def lan_address() -> str:
    """Find this machine's address on the local network, without sending anything.

    Raises:
        NoNetworkError: there is no network, or only the loopback one.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
        except OSError as error:
            raise NoNetworkError("this machine is in no network") from error
        address = str(probe.getsockname()[0])
    if is_loopback(address) or ipaddress.ip_address(address).is_unspecified:
        raise NoNetworkError("this machine is in no network")
    return address


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def multicast_name() -> str:
    """Give the name under which systems with multicast DNS know this machine."""
    return socket.gethostname().split(".")[0].lower() + ".local"
