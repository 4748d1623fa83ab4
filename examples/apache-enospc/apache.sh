# shellcheck shell=bash
# The two Apache instances: configure, start, ask, kill. Sourced by `incident`.

: "${work:?the folder of the run}" "${here:?the folder of the scripts}"

httpd=/usr/sbin/apache2
user=$(id -un www-data 2>/dev/null || echo nobody)

# configure NAME PORT PORT
configure() {
  local dir=$work/$1
  mkdir -p "$dir/www"
  printf '%s' "$1" >"$dir/www/index.html"
  {
    printf 'Define %s "%s"\n' dir "$dir" user "$user" group "$(id -gn "$user")" port1 "$2" port2 "$3"
    cat -- "$here/httpd.conf"
  } >"$dir/httpd.conf"
}

# The kernel's times have whole seconds, and a start is known by its second: semtrail leaves alone what ran over the
# edge of one. So each start begins early in a second.
apache2() {
  until [[ ${EPOCHREALTIME#*[.,]} == [012]* ]]; do sleep 0.02; done
  "$httpd" "$@"
}

# answers NAME PORT: is it this instance that answers with 200, within 5 seconds? No curl on a bare host.
answers() {
  local connection status='' line=''
  { exec {connection}<>"/dev/tcp/127.0.0.1/$2"; } 2>/dev/null || return 1
  trap '' PIPE # an Apache that dies while it is asked must not kill us
  printf 'GET /index.html HTTP/1.0\r\n\r\n' >&"$connection" || :
  trap - PIPE
  IFS= read -r -t 5 -u "$connection" status || :
  while IFS= read -r -t 5 -u "$connection" line; do :; done
  exec {connection}>&-
  [[ $status == 'HTTP/1.1 200 '* && $line == "$1" ]]
} 2>/dev/null

# keep_asking NAME PORT...: about 20 requests a second, a line in the log for each, until killed.
keep_asking() {
  local name=$1 port
  shift
  while :; do
    for port; do
      if answers "$name" "$port"; then
        printf '%(%T)T %s answered\n' -1 "$port"
      else
        printf '%(%T)T %s FAILED\n' -1 "$port"
      fi
      sleep 0.04
    done
  done
}

parent() { cat -- "$work/$1/httpd.pid"; }

# members PGID: the living processes of a group. A zombie is not alive.
members() {
  local stat line state pgrp
  for stat in /proc/[0-9]*/stat; do
    { read -r line <"$stat"; } 2>/dev/null || continue
    # The name in parentheses may itself hold blanks and parentheses.
    read -r state _ pgrp _ <<<"${line##*) }"
    [[ $pgrp == "$1" && $state != [ZX] ]] && printf '%s\n' "${line%% *}"
  done
  return 0
}

extinct() { [[ -z $(members "$1") ]]; }

# kill_group NAME: every process of the instance at once, as by a stop timeout or the OOM killer.
kill_group() {
  local group
  group=$(parent "$1")
  kill -KILL -- "-${group:?}"
  within 5 extinct "$group"
}

# besides SETS FEWER: the semids of SETS that are not in FEWER.
besides() { comm -23 <(sort <<<"$1") <(sort <<<"$2") | sort -n; }
