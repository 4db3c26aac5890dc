# SPDX-License-Identifier: BSD-2-Clause
# xen.mk - builds an arm64 hypervisor from Debian's source and our patches.
#
# Included by the top Makefile, which sets B.
#
#   make xen XEN=4.20                 $(B)/xen/4.20-guest-layout/xen
#   make xen KCONFIG=all-options      the same with -all-options behind it
#   make xen SERIES=none              $(B)/xen/4.20/xen, without any patch
#   make xen SERIES=none KCONFIG="all-options debug early-console"
#       on QEMU's machine "virt" it says why it dies before it has a console
#
# KCONFIG holds names of files in hypervisor/xen-$(XEN)/kconfig, other files,
# or options such as CONFIG_EXPERT=y; later ones win. build.sh keeps what it
# built: asked for the same again, it only copies.

XEN     ?= 4.20
KCONFIG ?=
# Only a release with patches of ours has a series file.
SERIES  ?= $(if $(wildcard hypervisor/xen-$(XEN)/series),hypervisor/xen-$(XEN),none)

xen_cache = $(or $(DOMC_CACHE),$(or $(XDG_CACHE_HOME),$(HOME)/.cache)/domc)
# One of our own by its name; else it is a file or an option already.
xen_kconfig = $(or $(wildcard hypervisor/xen-$(XEN)/kconfig/$(1).config),$(1))
# Names go into the folder's name, options do not.
xen_name = $(XEN)$(if $(filter none,$(SERIES)),,-guest-layout)$(foreach \
	k,$(KCONFIG),$(if $(findstring =,$(k)),,-$(basename $(notdir $(k)))))

.PHONY: xen
xen:
	@sh tools/setup.sh boot
	@sh hypervisor/fetch.sh xen-src-$(XEN)
	@sh hypervisor/build.sh --src "$(xen_cache)/xen-src-$(XEN)" \
		--series $(SERIES) \
		$(foreach k,$(KCONFIG),--kconfig "$(call xen_kconfig,$(k))") \
		--out $(B)/xen/$(xen_name)
	@echo "$(B)/xen/$(xen_name)/xen"
