mvn package
java -jar payload-importer.jar --device target/example-packaging-1.0-payload.img imported
cmp distfiles/firmware.bin imported/firmware.bin
