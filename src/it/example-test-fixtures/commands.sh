mvn lbpayload:build lbpayload:early lbpayload:qemu
grep 'TESTS PASSED' target/qemu.log
