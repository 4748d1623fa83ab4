#!/bin/sh
# Prints the first Java that is new enough for the launcher, by the launcher's order; else what is there, and ends with 1.
# $1: the home of a Java that was named, or nothing. Changes nothing, and starts a JVM only where no file tells its version.
oldest=17
version() {
    file=${1%/bin/java}/release
    if [ -r "$file" ]; then
        sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$file"
    else
        "$1" -version 2>&1 </dev/null | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1
    fi
}
told=''
if [ -n "$1" ]; then
    set -- "$1/bin/java"
else
    set -- "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java)" /usr/lib/jvm/*/bin/java
fi
for candidate; do
    java=$(readlink -f -- "$candidate" 2>/dev/null)
    if [ ! -f "$java" ] || [ ! -x "$java" ]; then continue; fi
    found=$(version "$java")
    major=${found#1.}
    major=${major%%[!0-9]*}
    [ "${major:-0}" -lt "$oldest" ] || { echo "$java $found" && exit 0; }
    case $told in *"$java is "*) ;; *) told="$told$java is ${found:-of no version that it tells}
" ;; esac
done
printf '%s' "$told"
exit 1
