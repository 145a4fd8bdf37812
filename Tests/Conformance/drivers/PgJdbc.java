import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Properties;

/** pgjdbc. The trust store of the JVM, where one is given, is the caller's: Java reads it once a process. */
public final class PgJdbc {
    private static final String QUESTION = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";
    private static final String FACTORIES = "org.postgresql.ssl.";

    public static void main(String[] arguments) throws Exception {
        String factory = arguments.length > 0 ? FACTORIES + arguments[0] : null;
        org.postgresql.Driver driver = new org.postgresql.Driver();
        // Read at run time: the compiler would copy the constant of the jar it sees.
        String version = (String) org.postgresql.util.DriverInfo.class.getField("DRIVER_VERSION").get(null);
        String runtime = "jdk " + Runtime.version().feature();
        System.out.println("{\"hello\": {\"version\": " + quoted(version) + ", \"runtime\": " + quoted(runtime) + "}}");
        BufferedReader jobs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = jobs.readLine(); line != null; line = jobs.readLine()) {
            String[] fields = line.split("\t", -1);
            System.out.println(attempt(driver, factory, fields));
        }
    }

    /** Fields: id, port, user, mode (or nothing), via, store, home. */
    private static String attempt(org.postgresql.Driver driver, String factory, String[] fields) {
        System.setProperty("user.home", fields[6]);
        boolean connected = false;
        boolean encrypted = false;
        String error = "";
        try (Connection connection = driver.connect(
                "jdbc:postgresql://localhost:" + fields[1] + "/lab", settings(factory, fields))) {
            try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUESTION)) {
                rows.next();
                encrypted = rows.getBoolean(1);
                connected = true;
            }
        } catch (Exception | LinkageError failure) {
            StringBuilder words = new StringBuilder();
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                words.append(words.length() == 0 ? "" : " <- ")
                    .append(cause.getClass().getSimpleName()).append(": ").append(cause.getMessage());
            }
            error = words.toString();
        }
        return "{\"id\": " + fields[0] + ", \"connected\": " + connected + ", \"encrypted\": " + encrypted
            + ", \"error\": " + quoted(error) + "}";
    }

    private static Properties settings(String factory, String[] fields) {
        Properties settings = new Properties();
        settings.setProperty("user", fields[2]);
        settings.setProperty("loginTimeout", "8");
        settings.setProperty("gssEncMode", "disable");
        if (factory != null) {
            settings.setProperty("sslfactory", factory);
        }
        for (String word : fields[3].split(" ")) {
            if (word.equals("ssl=true")) {
                settings.setProperty("ssl", "true");
            } else if (word.equals("sslfactory=NonValidating")) {
                settings.setProperty("sslfactory", FACTORIES + "NonValidatingFactory");
            } else if (!word.isEmpty()) {
                settings.setProperty("sslmode", word);
            }
        }
        if (fields[4].equals("named")) {
            settings.setProperty("sslrootcert", fields[5]);
        }
        return settings;
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char character : text.toCharArray()) {
            if (character == '"' || character == '\\') {
                json.append('\\').append(character);
            } else if (character < ' ') {
                json.append(' ');
            } else {
                json.append(character);
            }
        }
        return json.append('"').toString();
    }
}
