"""Public holidays of countries and regions, from a library that is kept up to date."""

from __future__ import annotations

import warnings
from collections.abc import Mapping

import numpy as np

from qc.core.errors import QcError, UnknownName

_LANGUAGE = "en_US"


def public_holidays(
    country: str, region: str, years: tuple[int, int]
) -> Mapping[np.datetime64, str]:
    """Return the public holidays of a country, or of a region of it.

    Parameters
    ----------
    country, region : str
        ISO 3166 codes, as in "DE" and "BY"; no region is the whole country.
    years : (int, int)
        The first and the last.

    Returns
    -------
    dict of day -> name

    Raises
    ------
    QcError
        If there is no such country or region.
    """
    import holidays  # costs a tenth of a second
    from holidays.registry import COUNTRIES

    if country not in {code for names in COUNTRIES.values() for code in names[1:]}:
        raise QcError(
            f"no country has the code {country[:40]!r}; give that of ISO 3166, as in "
            "'DE'."
        )
    span = range(years[0], years[1] + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of years that it does not know
        try:
            found = holidays.country_holidays(
                country, subdiv=region or None, years=span, language=_LANGUAGE
            )
        except NotImplementedError as fault:
            known = holidays.list_supported_countries()[country]
            raise UnknownName(f"region of {country}", region[:40], known) from fault
    return {np.datetime64(day, "D"): name for day, name in sorted(found.items())}
