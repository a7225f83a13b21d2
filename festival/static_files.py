"""Static files under names that hold a hash of their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORTED = (
    r"""(?P<matched>\b(?P<what>(?:import|export)\s[^;"']*\sfrom|import)\s*"(?P<url>\.[^"]+)";)""",
    """%(what)s "%(url)s";""",
)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also what one script of ours imports from another is named by its hash.

    So a browser, and the desk's app that works without network, never mixes the modules of two
    releases. Django could do this for all scripts, but stumbles over those of packages, which
    are left as they are.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", (IMPORTED,)))
