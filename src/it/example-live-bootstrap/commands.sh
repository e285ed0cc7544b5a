mvn lbpayload:fetch lbpayload:check lbpayload:build lbpayload:early
ls target/early/external/distfiles
java -jar payload-importer.jar --device target/example-live-bootstrap-1.0-payload.img target/early/external/distfiles
diff -r --exclude=.payload_imported mirror target/early/external/distfiles
