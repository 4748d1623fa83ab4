#!/bin/sh
# add-agent VARIABLE JAR OPTIONS FILE: writes a line for EnvironmentFile= to FILE, with what VARIABLE holds now and the agent
# after it. systemd runs it as root before each start of a service, so that whatever others set is added to, never lost.
# Whatever is wrong, the service starts as if there were no agent.
set -u
umask 077
variable=$1 jar=$2 options=$3 file=$4
rm -f -- "$file"
[ -r "$jar" ] || { echo "semtrail: $jar is not there; this service starts without the agent" >&2 && exit 0; }
held=$(printenv "$variable")
case " $held " in *" -javaagent:$jar"[\ =]*) exit 0 ;; esac
# Quoted, systemd takes a backslash before each of these as the character itself.
value=$(printf '%s' "${held:+$held }-javaagent:$jar${options:+=$options}" | sed 's/[\\"`$]/\\&/g')
mkdir -p -- "${file%/*}" && printf '%s="%s"\n' "$variable" "$value" >"$file.new" && mv -f -- "$file.new" "$file"
