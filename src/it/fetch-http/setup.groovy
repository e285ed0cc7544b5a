// SPDX-License-Identifier: Apache-2.0
import com.sun.net.httpserver.HttpServer
import java.nio.file.Files
import java.util.concurrent.Executors
import org.lbpayload.maven.it.TestFiles

def file = { path, String content ->
    def target = basedir.toPath().resolve(path)
    Files.createDirectories(target.parent)
    Files.writeString(target, content)
}
def content = { name -> name * 20000 }
def sha256 = { name -> TestFiles.sha256(content(name).bytes) }
def credentials = 'Basic ' + 'it:secret of the mirror'.bytes.encodeBase64()

// One server acts as the mirrors, the upstream server and the proxy.
def server = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)
def requests = Collections.synchronizedList([])
def cut = Collections.synchronizedSet([] as Set)
server.executor = Executors.newCachedThreadPool { new Thread(it).tap { daemon = true } }
server.createContext('/') { exchange ->
    def uri = exchange.requestURI as String
    def name = uri.substring(uri.lastIndexOf('/') + 1)
    requests << uri
    def bytes = content(name).bytes
    def allowed = !uri.startsWith('/mirror/') || exchange.requestHeaders.getFirst('Authorization') == credentials
    if (uri.startsWith('/empty/') || name == 'nowhere.tar' || uri == '/mirror/upstream.tar' || uri == '/mirror/proxied.tar') {
        exchange.sendResponseHeaders(404, -1)
    } else if (!allowed) {
        exchange.sendResponseHeaders(401, -1)
    } else if (name == 'cut.tar' && cut.add(name)) {
        // The connection breaks after half of the content, so the download must resume.
        exchange.sendResponseHeaders(200, bytes.length)
        exchange.responseBody.write(bytes, 0, bytes.length.intdiv(2))
        exchange.responseBody.flush()
        exchange.close()
        return
    } else if (exchange.requestHeaders.getFirst('Range') != null) {
        def from = (exchange.requestHeaders.getFirst('Range') =~ /bytes=(\d+)-/)[0][1] as int
        requests << "from $from" as String
        exchange.responseHeaders.set('Content-Range', "bytes $from-${bytes.length - 1}/${bytes.length}")
        exchange.sendResponseHeaders(206, bytes.length - from)
        exchange.responseBody.write(bytes, from, bytes.length - from)
    } else {
        exchange.sendResponseHeaders(200, bytes.length)
        exchange.responseBody.write(bytes)
    }
    exchange.close()
}
server.start()
context.put('server', server)
context.put('requests', requests)

def url = "http://127.0.0.1:${server.address.port}"
file('steps/served/sources', "g https://upstream.invalid/repo.git _ ${sha256('mirrored.tar')} mirrored.tar\n"
        + "g https://upstream.invalid/repo.git _ ${sha256('cut.tar')} cut.tar\n"
        + "f $url/elsewhere/upstream.tar ${sha256('upstream.tar')}\n")
file('steps-behind-proxy/behind-proxy/sources', "f http://upstream.invalid/proxied.tar ${sha256('proxied.tar')}\n")
file('steps-without-place/nowhere/sources', "f $url/elsewhere/nowhere.tar ${sha256('nowhere.tar')}\n")

file('.mvn/maven.config', "-Dserver=$url\n")
file('settings-mirror.xml', '''<settings>
  <servers>
    <server>
      <id>it-mirror</id>
      <username>it</username>
      <password>secret of the mirror</password>
    </server>
  </servers>
</settings>
''')
file('settings-proxy.xml', """<settings>
  <servers>
    <server>
      <id>it-mirror</id>
      <username>it</username>
      <password>secret of the mirror</password>
    </server>
  </servers>
  <proxies>
    <proxy>
      <protocol>http</protocol>
      <host>127.0.0.1</host>
      <port>${server.address.port}</port>
      <nonProxyHosts>127.*|localhost</nonProxyHosts>
    </proxy>
  </proxies>
</settings>
""")
return true
