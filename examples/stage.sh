# shellcheck shell=bash
# Private namespaces for what an example does, and their end, whatever happens. Sourced.

story='' # the process that waits for the namespaces, while there is one

# in_namespaces COMMAND...: bash is their init, for it reaps every orphan while it waits. If this script is killed,
# unshare dies with it, with unshare the init, with the init all else. What runs in the background has its input only
# if told so.
in_namespaces() {
  # shellcheck disable=SC2016 # the inner bash expands it
  exec setpriv --pdeathsig KILL unshare --ipc --pid --net --mount --fork --kill-child --mount-proc \
    bash -c 'trap "exit 143" TERM; "$@" <&0 & wait "$!"' init "$@"
}

# init_of UNSHARE: the first process of the namespaces, as the host sees it. When it ends the kernel kills all others
# in there, and only then does unshare return.
init_of() {
  cat /proc/[0-9]*/stat 2>/dev/null | awk -v parent="$1" '{ pid = $1; sub(/.*\) /, ""); if ($2 == parent) print pid }'
}

end_story() {
  local init
  [[ -n $story ]] || return 0
  for _ in {1..40}; do
    kill -0 "$story" 2>/dev/null || break
    init=$(init_of "$story")
    [[ -z $init ]] || kill -TERM "$init" 2>/dev/null
    sleep 0.05
  done
  kill -KILL "$story" 2>/dev/null
  wait "$story" 2>/dev/null
}

# A bare host has no ip, and each Debian has perl. SIOCGIFFLAGS, then SIOCSIFFLAGS with IFF_UP.
loopback_up() {
  perl -MSocket -e 'socket(my $s, AF_INET, SOCK_DGRAM, 0) or die "$!\n"; my $lo = pack("a16x24", "lo");
    ioctl($s, 0x8913, $lo) or die "$!\n"; substr($lo, 16, 2) = pack("s", unpack("s", substr($lo, 16, 2)) | 1);
    ioctl($s, 0x8914, $lo) or die "$!\n"'
}
