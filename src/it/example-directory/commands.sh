mvn package
java -jar payload-importer.jar --list target/example-directory-1.0-payload.img
java -jar payload-importer.jar --device target/example-directory-1.0-payload.img imported
diff -r --exclude=.payload_imported distfiles imported
