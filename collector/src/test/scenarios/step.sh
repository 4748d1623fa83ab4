# step SECONDS, in a mount namespace of one's own: /proc says what it says after the clock was set by so much.
# The kernel counts processes' starts from boot, so after a step they seem to have begun earlier or later.
step() {
    tmp=$(mktemp -d)
    awk -v by="$1" '$1 == "btime" { $2 += by } { print }' /proc/stat > "$tmp/stat"
    awk -v by="$1" '{ printf "%.2f %s\n", $1 - by, $2 }' /proc/uptime > "$tmp/uptime"
    mount --bind "$tmp/stat" /proc/stat
    mount --bind "$tmp/uptime" /proc/uptime
    umount --lazy "$tmp" 2>/dev/null || :
    rm -r "$tmp"
}
