import com.adobe.epubcheck.tool.EpubChecker;

/** Runs EPUBCheck over many publications in one start of Java; the findings of `a.epub` are in `a.epub.json`. */
public class CheckEpubs {
    public static void main(String[] names) {
        for (String name : names) {
            new EpubChecker().run(new String[] {"--quiet", "--json", name + ".json", name});
        }
    }
}
