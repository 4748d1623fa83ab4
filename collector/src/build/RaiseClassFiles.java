import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/**
 * Build step: gives the classes of picocli and ASM, which are compiled for Java 5, the version and the stack maps of
 * Java 8. Class-data archives of JDK 17 refuse older ones ("Pre JDK 6 class not supported by CDS"), and loading these
 * 250 classes from the jar is a quarter of every start. Run as a single source file, with the jar as its class path.
 */
class RaiseClassFiles {
    private static final int JAVA_6 = 50;
    private static final int MAJOR_VERSION_BYTE = 7;

    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        Path raised = Path.of(args[0] + ".raised");
        try (ZipFile from = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(raised);
                ZipOutputStream to = new ZipOutputStream(file)) {
            for (ZipEntry entry : (Iterable<ZipEntry>) from.stream().map(ZipEntry.class::cast)::iterator) {
                byte[] content = from.getInputStream(entry).readAllBytes();
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                to.putNextEntry(copy);
                to.write(isOld(entry.getName(), content) ? raise(content) : content);
                to.closeEntry();
            }
        }
        Files.move(raised, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isOld(String name, byte[] content) {
        return name.endsWith(".class") && content[MAJOR_VERSION_BYTE] < JAVA_6;
    }

    private static byte[] raise(byte[] old) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        ClassVisitor raiser = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(int version, int access, String name, String generics, String above, String[] interfaces) {
                super.visit(Opcodes.V1_8, access, name, generics, above, interfaces);
            }

            @Override
            public MethodVisitor visitMethod(int access, String name, String type, String generics, String[] thrown) {
                MethodVisitor method = super.visitMethod(access, name, type, generics, thrown);
                return new JSRInlinerAdapter(method, access, name, type, generics, thrown);
            }
        };
        new ClassReader(old).accept(raiser, ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }
}
