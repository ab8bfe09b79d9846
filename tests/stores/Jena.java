import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.ErrorHandler;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFWriter;
import org.apache.jena.tdb2.TDB2Factory;

/** Parses files strictly with RIOT, and writes each as N-Quads beside it: FILE.read; asks queries (*.rq) of a TDB2 store: QUERY.json. */
public class Jena {
    public static void main(String[] arguments) throws Exception {
        Dataset store = TDB2Factory.connectDataset(arguments[0]);
        for (int n = 1; n < arguments.length; n++) {
            if (arguments[n].endsWith(".rq")) {
                ask(store, arguments[n]);
            } else {
                parse(arguments[n]);
            }
        }
    }

    private static void parse(String file) throws Exception {
        try (OutputStream out = new FileOutputStream(file + ".read")) {
            StreamRDF quads = StreamRDFWriter.getWriterStream(out, Lang.NQUADS);
            // It warns of valid text that is not in Unicode's normal form C; otherwise a warning is an error here.
            boolean unusual = Path.of(file).getFileName().toString().startsWith("unusual");
            ErrorHandler handler = unusual ? ErrorHandlerFactory.errorHandlerNoWarnings : ErrorHandlerFactory.errorHandlerStrict;
            RDFParser.source(file).checking(true).errorHandler(handler).parse(quads);
        }
    }

    private static void ask(Dataset store, String query) throws Exception {
        store.begin(ReadWrite.READ);
        try (QueryExecution asked = QueryExecutionFactory.create(Files.readString(Path.of(query)), store);
                OutputStream out = new FileOutputStream(query + ".json")) {
            ResultSetFormatter.outputAsJSON(out, asked.execSelect());
        } finally {
            store.end();
        }
    }
}
