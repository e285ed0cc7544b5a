new File(basedir, "build.log").text.contains("Payload image: ")
