import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.RDFParser;
import org.eclipse.rdf4j.rio.helpers.BasicParserSettings;
import org.eclipse.rdf4j.rio.helpers.StatementCollector;

/** Parses files strictly with RDF4J, and writes each as N-Quads beside it: FILE.read. */
public class Rio {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            RDFFormat format = org.eclipse.rdf4j.rio.Rio.getParserFormatForFileName(file).orElseThrow();
            RDFParser parser = org.eclipse.rdf4j.rio.Rio.createParser(format);
            parser.getParserConfig().set(BasicParserSettings.VERIFY_DATATYPE_VALUES, true);
            parser.getParserConfig().set(BasicParserSettings.VERIFY_LANGUAGE_TAGS, true);
            parser.getParserConfig().set(BasicParserSettings.VERIFY_URI_SYNTAX, true);
            StatementCollector found = new StatementCollector();
            parser.setRDFHandler(found);
            try (InputStream in = new FileInputStream(file)) {
                parser.parse(in, "");
            }
            try (Writer out = new OutputStreamWriter(new FileOutputStream(file + ".read"), StandardCharsets.UTF_8)) {
                org.eclipse.rdf4j.rio.Rio.write(found.getStatements(), out, RDFFormat.NQUADS);
            }
        }
    }
}
