total 4096
-rw------- 1 postgres postgres   26976 Nov 24 13:03 PostgreSQL.1300325502
-rw------- 1 postgres postgres 1048576 Nov 24 13:03 PostgreSQL.1848297754
-rw-r--r-- 1 root     root     8388608 Nov 24 13:03 cache
