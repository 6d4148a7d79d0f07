import java.io.File;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.daisy.braille.pef.PEFBook;
import org.daisy.braille.pef.PEFValidator;

/**
 * Reads PEF files with DAISY's brailleUtils and says what it found, a line for each file.
 *
 * Its own command line cannot be used: it looks its parts up through javax.imageio, which Java has forbidden since 9.
 */
public class ReadPef {
    public static void main(String[] names) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        for (String name : names) {
            File file = new File(name);
            boolean valid = new PEFValidator().validate(file.toURI().toURL());
            if (!valid) {
                out.println(String.join("\t", file.getName(), "invalid"));
                continue;
            }
            PEFBook book = PEFBook.load(file.toURI());
            out.println(String.join("\t", List.of(
                file.getName(), "valid", "" + book.getPageTags(), "" + book.getMaxWidth(), "" + book.getMaxHeight(),
                "" + book.containsEightDot(), String.join("|", book.getTitle()), String.join("|", book.getMetadata("language")))));
        }
    }
}
