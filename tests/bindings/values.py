# SPDX-License-Identifier: BSD-2-Clause
"""Wrong values of a property: one list a constraint of its schema.

Schemas are taken as they stand in the file, before dt-schema rewrites them.
Each generator yields (where, candidates, weaken): the path of the keyword in
the file with a word for the kind of fault, values that should be wrong for it,
and how to take the constraint out of the schema: ('del', path),
('set', path, value).
"""
from tree import cells, join, strings

WORD = '~ a word that fits nowhere ~'
NAME = 'foo,mutant'
TEXT = b'mutant no. 1\0\0'      # neither cells nor strings
MANY = 1 << 20
# Says nothing about the value.
SILENT = {'description', 'deprecated', 'default', '$ref', 'type'}


def u32s(value):
    return [int.from_bytes(value[i:i + 4], 'big')
            for i in range(0, len(value), 4)]


def of_type(path, name, value):
    """Values that are not of a type of types.yaml."""
    more = {
        'flag': [('value', cells(1))],
        'string': [('empty', b''), ('two', value + join([NAME])),
                   ('cells', cells(1))],
        'string-array': [('empty', b'')],
        'uint32': [('empty', b''), ('long', value + cells(7)),
                   ('text', TEXT)],
        'uint64': [('empty', b''), ('short', value[:4]),
                   ('long', value + cells(7))],
        'uint32-array': [('empty', b''), ('text', TEXT)],
        'phandle': [('empty', b''), ('long', value + cells(7)),
                    ('text', TEXT)],
        'phandle-array': [('empty', b''), ('text', TEXT)],
    }
    for kind, wrong in more[name]:
        yield path + ('$ref:' + kind,), [wrong], ('del', path + ('$ref',))


def other_numbers(schema, keyword):
    if keyword == 'minimum':
        return [schema['minimum'] - 1]
    if keyword == 'maximum':
        return [schema['maximum'] + 1]
    allowed = schema['enum'] if keyword == 'enum' else [schema['const']]
    return [n for n in (max(allowed) + 1, min(allowed) - 1)
            if n >= 0 and n not in allowed]


def of_scalar(path, schema, is_text):
    """Elements that a scalar's keywords do not admit, as bytes."""
    for keyword in schema:
        if keyword in SILENT:
            continue
        if keyword in ('const', 'enum', 'pattern') and is_text:
            wrong = [join([WORD])]
        elif keyword in ('const', 'enum', 'minimum', 'maximum'):
            wrong = [cells(n) for n in other_numbers(schema, keyword)]
        else:
            raise ValueError('%s: %s is not known here' % (path, keyword))
        yield path + (keyword,), wrong, ('del', path + (keyword,))


def split(value, stride):
    """The elements of a value: strings, or cells by @stride."""
    text = strings(value)
    if text is not None:
        return [join([s]) for s in text]
    return [value[i:i + 4 * stride] for i in range(0, len(value), 4 * stride)]


def replaced(parts, i, wrong):
    return b''.join(parts[:i] + [wrong] + parts[i + 1:])


def is_text(schema):
    """Do a scalar's keywords speak of a string?"""
    values = [schema.get('const')] + list(schema.get('enum', []))
    return 'pattern' in schema or any(isinstance(v, str) for v in values)


def of_items_list(path, schema, value):
    """`items` with a schema for each element, which also counts them."""
    items = schema['items']
    inner = [i for i in items if 'items' in i]
    stride = len(inner[0]['items']) if inner else 1
    parts = split(value, stride)
    here = path + ('items',)
    for i, item in enumerate(items):
        if i >= len(parts):
            continue
        for where, wrong, weaken in of_element(here + (i,), item, parts[i]):
            yield where, [replaced(parts, i, w) for w in wrong], weaken
    if 'minItems' not in schema:
        yield here + (':few',), [b''.join(parts[:-1])], \
            ('set', path + ('minItems',), 0)
    if 'maxItems' not in schema:
        yield here + (':many',), [b''.join(parts + parts[-1:]),
                                  b''.join(parts) + join([NAME])], \
            ('set', path + ('maxItems',), MANY)


def of_element(path, schema, part):
    """One element: a scalar, or a tuple of cells."""
    if 'items' in schema and isinstance(schema['items'], list):
        yield from of_items_list(path, schema, part)
    else:
        yield from of_scalar(path, schema, is_text(schema))


def of_items(path, schema, value, stride):
    if isinstance(schema['items'], list):
        yield from of_items_list(path, schema, value)
        return
    inner = schema['items']
    here = path + ('items',)
    if isinstance(inner.get('items'), list):
        parts = split(value, len(inner['items']))
        for where, wrong, weaken in of_items_list(here, inner, parts[0]):
            if not where[-1].startswith(':'):   # seen as another stride
                yield where, [replaced(parts, 0, w) for w in wrong], weaken
        return
    for where, wrong, weaken in of_counts(here, inner, value, stride):
        yield where, wrong, weaken


def of_counts(path, schema, value, stride):
    """minItems and maxItems."""
    parts = split(value, stride)
    if 'minItems' in schema:
        yield path + ('minItems',), [b''.join(parts[:schema['minItems'] - 1])], \
            ('set', path + ('minItems',), 0)
    if 'maxItems' in schema:
        short = schema['maxItems'] + 1 - len(parts)
        yield path + ('maxItems',), [value + parts[0] * short], \
            ('set', path + ('maxItems',), MANY)


def of_contains(path, _schema, _value, _stride):
    yield path + ('contains',), [join([NAME])], ('del', path + ('contains',))


def of_count_keyword(path, schema, value, stride):
    yield from of_counts(path, schema, value, stride)


def of_branches(path, schema, value, stride, keyword, follow):
    for i, branch in enumerate(schema[keyword]):
        yield from of_value(path + (keyword, i), branch, value, stride, follow)


def of_type_keyword(path, schema, _value, _stride):
    assert schema['type'] == 'boolean', path
    yield path + ('type',), [cells(1)], ('del', path + ('type',))


def of_reference(path, ref, value, stride, follow):
    if '/definitions/' in ref:
        yield from of_type(path, ref.rpartition('/')[2], value)
    else:
        target, schema = follow(ref)
        yield from of_value(target, schema, value, stride, follow)


def of_value(path, schema, value, stride, follow):
    """
    All wrong values of a property with @value. @stride: cells of one entry;
    @follow: a reference within the file -> (path, schema).
    """
    if not isinstance(schema, dict):
        return
    if '$ref' in schema:
        yield from of_reference(path, schema['$ref'], value, stride, follow)
    for keyword in ('oneOf', 'anyOf', 'allOf'):
        if keyword in schema:
            yield from of_branches(path, schema, value, stride, keyword, follow)
    if 'type' in schema:
        yield from of_type_keyword(path, schema, value, stride)
    if 'contains' in schema:
        yield from of_contains(path, schema, value, stride)
    if 'items' in schema and value:
        yield from of_items(path, schema, value, stride)
    if value:
        yield from of_counts(path, schema, value, stride)
    scalar = {k: v for k, v in schema.items() if k not in (
        'oneOf', 'anyOf', 'allOf', 'contains', 'items', 'minItems', 'maxItems')}
    for where, wrong, weaken in of_scalar(path, scalar, is_text(scalar)):
        yield where, wrong, weaken
        if is_text(scalar) and value:
            yield where[:-1] + (where[-1] + ':two',), \
                [value + join([NAME])], weaken
