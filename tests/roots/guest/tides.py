"""Tides of the harbour."""


class Tide:
    """The state of the *water*.

    :param level: the level in metres
    :type level: float
    """

    def __init__(self, level: float) -> None:
        #: The level in metres.
        self.level = level

    def rises(self, by: float = 1.0) -> bool:
        """Tell whether the water rises.

        :param by: how much, in metres
        :returns: whether it does
        :raises ValueError: when it falls
        """
        return by > self.level
