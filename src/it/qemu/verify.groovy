// SPDX-License-Identifier: Apache-2.0
def runs = new File(basedir, 'build.log').text.split('Scanning for projects')
def image = new File(basedir, 'target/qemu-1.0-payload.img')
def log = new File(basedir, 'target/qemu.log')
def machine = { disk ->
    ("$basedir/qemu -machine pc -accel tcg -m 1024M -smp 1 -no-user-config -nodefaults -display none -monitor none" +
            " -serial stdio -no-reboot -kernel $basedir/vmlinuz -append 'console=ttyS0 panic=-1' $disk") as String
}

assert runs[1].contains('[INFO] Running ' + machine("-drive if=none,id=disk0,format=raw,snapshot=on,file=$image"
        + ' -device ide-hd,drive=disk0 -rtc base=utc'))
assert runs[1].contains('[INFO] [qemu] booting')
assert runs[1].contains('[INFO] [qemu] IMPORTED')
assert runs[2].contains("the machine did not print 'NEVER': it timed out after 1 s; its output is in $log")
assert runs[2].contains('  IMPORTED')
assert log.text ==~ /\[ *\d+\.\d{3}] booting\n\[ *\d+\.\d{3}] IMPORTED\r\n/
assert runs[3].contains('<qemuSuccessLine>: expected the line that the machine prints to report success, found none')
assert runs[4].contains('[INFO] ' + machine('-device virtio-scsi-pci -drive'
        + " if=none,id=disk0,format=raw,readonly=on,file=$image -device scsi-hd,drive=disk0 -rtc base=utc"))
def card = new File(basedir, 'target/payload-sd.img')
assert runs[5].contains("-drive if=none,id=disk0,format=raw,snapshot=on,file=$card -device sd-card,drive=disk0")
assert !runs[5].contains('Running') // a dry run does not start QEMU
assert runs[6].contains('<qemuBus>: expected one of [ide, virtio, scsi, nvme, usb, sd], found "isa": choose one of them')
assert runs[7].contains('/absent.img does not exist: create the file, or name another file')
assert runs[9].contains('/absent.cpio.gz does not exist: create the file, or name another file')
assert runs[8].contains('[INFO] Skipping lbpayload:qemu: lbpayload.skip is set')
assert runs[10].contains("-drive if=none,id=disk0,format=raw,snapshot=on,file=$card -device sd-card,drive=disk0")
assert runs[10].contains('[INFO] [qemu] IMPORTED')
assert Long.bitCount(card.length()) == 1 // QEMU requires a power of two as the size of an SD card
assert card.bytes[0..<image.length()] == image.bytes.toList()
def pids = new File(basedir, 'pids').readLines()
assert pids.size() == 3 // one process for each run that started the machine: 1, 2 and 10
assert pids.every { ProcessHandle.of(it as long).isEmpty() }
return true
