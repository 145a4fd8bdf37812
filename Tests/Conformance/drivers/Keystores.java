import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Scanner;

/** Writes trust stores as keytool would. Each line of stdin: kind, password, store, then alias=certificate for each. */
public final class Keystores {
    public static void main(String[] arguments) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Scanner lines = new Scanner(System.in);
        while (lines.hasNextLine()) {
            String[] words = lines.nextLine().split("\t");
            KeyStore store = KeyStore.getInstance(words[0]);
            store.load(null, null);
            for (int index = 3; index < words.length; index++) {
                String[] entry = words[index].split("=", 2);
                try (InputStream file = new FileInputStream(entry[1])) {
                    store.setCertificateEntry(entry[0], factory.generateCertificate(file));
                }
            }
            try (OutputStream file = new FileOutputStream(words[2])) {
                store.store(file, words[1].toCharArray());
            }
        }
    }
}
