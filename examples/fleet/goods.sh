# shellcheck shell=bash
# shellcheck disable=SC2154 # set by jvm.sh
# What is brought to the hosts of a fleet, and how to speak to them. Sourced, after jvm.sh.

# pack_goods DIR: DIR/files with what the collection installs, DIR/shop.tar.gz with the service in Java.
pack_goods() {
  mkdir "$1/files"
  cp "$(dirname -- "$SEMTRAIL")"/{semtrail,collector/target/semtrail.jar} "$agent" "$1/files/"
  "$jdk/bin/javac" -d "$1/classes" --release 17 -cp "$lib/*" "$examples"/jnr/*.java || fail 'the shop does not compile'
  tar -C "$1" -czf "$1/shop.tar.gz" --transform "s,^${lib#/},lib," classes "$lib"/{asm,jffi,jnr}*.jar 2>/dev/null
}

# on HOST COMMAND-LINE: as root of it.
on() { ssh -F "$FLEET/ssh.config" "$(address "$1")" "sudo bash -c $(printf %q "$2")"; }

address() { awk -v host="$1:" '$1 == host { getline; gsub(/"/, "", $2); print $2 }' "$FLEET/hosts.yml"; }
