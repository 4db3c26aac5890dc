# SPDX-License-Identifier: BSD-2-Clause
# Completion of domc for bash.

_domc_codes()
{
	domc explain 2>/dev/null | while read -r number slug _; do
		printf '%s\n%s\n' "$number" "$slug"
	done
}

_domc_kinds='guest.dtb guest.dts xl.cfg board.dtb qemu.args layout.txt layout.json'

# Options of a command.
_domc_options()
{
	local common='--include --set --warn'

	case $1 in
	build) echo "--output --only --depfile --format --force $common" ;;
	check) echo "--schema --bindings --assert-formats --jobs --format $common" ;;
	plan) echo "--domain --format --findings --force $common" ;;
	schema) echo '--format' ;;
	esac
	echo '--help --version'
}

# What --format or --findings of a command takes.
_domc_formats()
{
	case $1$2 in
	plan--format) echo 'text json c-header dtsi' ;;
	schema--format) echo 'yaml json' ;;
	*) echo 'text json sarif github' ;;
	esac
}

# What -W takes: codes; one behind 'no-', 'error=' or 'no-error='.
_domc_warnings()
{
	local codes

	codes=$(_domc_codes)
	case $1 in
	no-*) echo "$codes" | sed -n '/^no-/p; s/^/no-/p' ;;
	*) echo "$codes" ;;
	esac
}

_domc()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
	local command=${COMP_WORDS[1]} before=''

	COMPREPLY=()
	# '=' is a word of its own: --format=json, -W error=NAME
	if [ "$cur" = = ]; then
		cur=''
	elif [ "$prev" = = ] && [ "$COMP_CWORD" -gt 2 ]; then
		prev=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	case $prev in error | no-error) prev=-W ;; esac
	if [ "$COMP_CWORD" = 1 ]; then
		mapfile -t COMPREPLY < <(compgen -W \
			'build check plan schema explain --help --version' -- "$cur")
		return
	fi
	case $prev in
	-o | --output | -I | --include | --bindings)
		mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
	-d | --depfile | --schema)
		mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
	--only)
		case $cur in *,*) before=${cur%,*}, ;; esac
		mapfile -t COMPREPLY < <(compgen -P "$before" -W "$_domc_kinds" -- "${cur##*,}"); return ;;
	--format | --findings)
		mapfile -t COMPREPLY < <(compgen -W "$(_domc_formats "$command" "$prev")" -- "$cur"); return ;;
	-W | --warn)
		mapfile -t COMPREPLY < <(compgen -W "$(_domc_warnings "$cur")" -- "$cur"); return ;;
	--set | --domain | -j | --jobs)
		return ;;
	esac
	case $cur in
	-*)
		mapfile -t COMPREPLY < <(compgen -W "$(_domc_options "$command")" -- "$cur"); return ;;
	esac
	case $command in
	explain)
		mapfile -t COMPREPLY < <(compgen -W "$(_domc_codes)" -- "$cur") ;;
	schema)
		mapfile -t COMPREPLY < <(compgen -W "$(domc schema 2>/dev/null)" -- "$cur") ;;
	*)
		mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
	esac
}

complete -o filenames -F _domc domc
