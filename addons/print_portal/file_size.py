from odoo.tools.misc import formatLang


def size_words(env, size):
    """Return ``size`` (bytes) as people read it, in the language of ``env``.

    Steps of 1024, as the file managers of our clients count.
    """
    for unit, words in (
        (1 << 30, env._("%s GB")),
        (1 << 20, env._("%s MB")),
        (1 << 10, env._("%s KB")),
    ):
        if size >= unit:
            return words % formatLang(env, size / unit, digits=1)
    return env._("%s bytes", formatLang(env, size, digits=0))
