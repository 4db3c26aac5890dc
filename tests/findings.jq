# SPDX-License-Identifier: BSD-2-Clause
# findings.jq - the JSON form as the lines of the text form, without sources:
# each after the name of its log, up to the first dot.
def plain: gsub("[\n\t]"; " ") | gsub("[\u0000-\u001f\u007f\ufffd]"; "?");
def at:
	if . == null then "domc: "
	else
		(.file // "--set " + .set)
		+ (if .line then ":\(.line):\(.column // 0)" else "" end)
		+ ": "
	end | plain;
(input_filename | split(".")[0] + " ") as $name
| .findings[]
| $name + (.place | at) + .level + ": " + (.text | plain) + " [\(.code) \(.slug)]",
  (.place as $own | .notes[]
   | $name + (.place // $own | at) + "note: " + (.text | plain))
