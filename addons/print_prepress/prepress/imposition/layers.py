"""Layers of several files in one: each stays shown or hidden as in its own file."""

from pikepdf import Array, Dictionary

from ..pdf import access

# What the configuration of a file lists of its layers, beside those shown and hidden.
LISTS = ("/Order", "/RBGroups", "/AS", "/Locked")


def join_layers(given, made):
    """Give a new file the layers of others, in their order.

    :param given: the files that its pages were copied from
    """
    for pdf in given:
        found = access.dictionary(pdf.Root, "/OCProperties")
        if found is None:
            continue
        copied = made.copy_foreign(pdf.make_indirect(found))
        known = access.dictionary(made.Root, "/OCProperties")
        if known is None:
            made.Root.OCProperties = copied
        else:
            _add(known, copied)


def _add(known, other):
    default, others = _configuration(known), _configuration(other)
    is_hidden = _hidden_by(others)
    for layer in access.items(access.entry(other, "/OCGs")):
        _append(known, "/OCGs", layer)
        # Said of each: where nothing is said, the first file has the say.
        _append(default, "/OFF" if is_hidden(layer) else "/ON", layer)
    for key in LISTS:
        for each in access.items(access.entry(others, key)):
            _append(default, key, each)


def _hidden_by(configuration):
    """Return what tells of a layer whether it is hidden at first."""
    begins_hidden = access.name(access.entry(configuration, "/BaseState")) == "OFF"
    listed = access.entry(configuration, "/ON" if begins_hidden else "/OFF")
    others = {access.key_of(layer) for layer in access.items(listed)}
    return lambda layer: (access.key_of(layer) in others) != begins_hidden


def _configuration(properties):
    if access.dictionary(properties, "/D") is None:
        properties.D = Dictionary()
    return properties.D


def _append(holder, key, value):
    if not isinstance(access.entry(holder, key), Array):
        holder[key] = Array()
    holder[key].append(value)
