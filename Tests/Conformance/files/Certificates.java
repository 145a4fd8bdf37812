import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.StringJoiner;

/** The fingerprints of the certificates that CertificateFactory reads of each file. */
class Certificates {
    public static void main(String[] arguments) throws Exception {
        BufferedReader paths = new BufferedReader(new InputStreamReader(System.in));
        for (String path; (path = paths.readLine()) != null; ) {
            StringJoiner line = new StringJoiner(" ");
            try (FileInputStream file = new FileInputStream(path)) {
                for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                    byte[] digest = MessageDigest.getInstance("SHA-256").digest(one.getEncoded());
                    line.add(HexFormat.of().formatHex(digest));
                }
            } catch (Exception refused) {
                line = new StringJoiner(" ");
            }
            System.out.println(line);
        }
    }
}
