# SPDX-License-Identifier: BSD-2-Clause
"""Device trees as values that can be changed: nodes, names, bytes."""
import copy
import struct

import libfdt

QUIET = libfdt.QUIET_NOTFOUND
# Room for what a mutant adds to its base.
SPARE = 1 << 16


class Node:
    """A node: its properties as bytes and its children, both in order."""

    def __init__(self):
        self.props = {}
        self.nodes = {}

    def at(self, path):
        """The node at a path of names."""
        node = self
        for name in path:
            node = node.nodes[name]
        return node

    def copy(self):
        return copy.deepcopy(self)

    def put_prop(self, name, value):
        """Sets a property; a child of that name goes."""
        self.nodes.pop(name, None)
        self.props[name] = value

    def put_node(self, name):
        """Adds an empty child; a property of that name goes."""
        self.props.pop(name, None)
        self.nodes[name] = Node()

    def drop(self, name):
        self.props.pop(name, None)
        self.nodes.pop(name, None)


def _read_node(fdt, offset):
    node = Node()
    at = fdt.first_property_offset(offset, QUIET)
    while at >= 0:
        prop = fdt.get_property_by_offset(at)
        node.props[prop.name] = bytes(prop)
        at = fdt.next_property_offset(at, QUIET)
    at = fdt.first_subnode(offset, QUIET)
    while at >= 0:
        node.nodes[fdt.get_name(at)] = _read_node(fdt, at)
        at = fdt.next_subnode(at, QUIET)
    return node


def read(path):
    """The tree in a file."""
    with open(path, 'rb') as f:
        return _read_node(libfdt.Fdt(f.read()), 0)


def _write_node(out, name, node):
    with out.add_node(name):
        for prop, value in node.props.items():
            out.property(prop, value)
        for child, below in node.nodes.items():
            _write_node(out, child, below)


def _size(node):
    return SPARE + sum(len(v) for v in node.props.values()) + sum(
        _size(child) for child in node.nodes.values())


def blob(root):
    """The tree's bytes."""
    out = libfdt.FdtSw(_size(root))
    out.finish_reservemap()
    _write_node(out, '', root)
    tree = out.as_fdt()
    tree.pack()
    return bytes(tree.as_bytearray())


def cells(*numbers):
    """Numbers of 32 bits as a property has them."""
    return b''.join(struct.pack('>L', n) for n in numbers)


def strings(value):
    """The strings of a property, or None where it is not made of such."""
    try:
        text = value.decode('ascii')
    except UnicodeDecodeError:
        return None
    parts = text.split('\0')
    if len(parts) < 2 or parts[-1] or not all(
            p and p.isprintable() for p in parts[:-1]):
        return None
    return parts[:-1]


def join(parts):
    """Strings as a property has them."""
    return b''.join(p.encode() + b'\0' for p in parts)
