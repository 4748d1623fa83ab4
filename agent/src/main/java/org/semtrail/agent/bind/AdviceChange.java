package org.semtrail.agent.bind;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/**
 * Inlines an advice (Byte Buddy's Advice) into the bodies of chosen methods of one class. An advice is static, stateless, and
 * declares {@code suppress = Throwable.class}; Byte Buddy is loaded when the class comes, not before.
 */
class AdviceChange implements BodyChange {
    private final String className;
    private final Class<?> advice;
    private final String method;
    private final String descriptorStart;

    /**
     * @param className internal name
     * @param descriptorStart the method's descriptor, or how it begins
     */
    AdviceChange(String className, String method, String descriptorStart, Class<?> advice) {
        this.className = className;
        this.method = method;
        this.descriptorStart = descriptorStart;
        this.advice = advice;
    }

    @Override
    public String className() {
        return className;
    }

    @Override
    public byte[] apply(ClassLoader loader, byte[] classFile) {
        if (loader != null && !Visibility.reachesProbe(loader)) {
            return null;
        }
        String name = className.replace('/', '.');
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(name, classFile), ClassFileLocator.ForClassLoader.of(loader));
        TypeDescription type =
                TypePool.Default.WithLazyResolution.of(locator).describe(name).resolve();
        return new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
                .with(InstrumentedType.Factory.Default.FROZEN)
                .decorate(type, locator)
                .visit(Advice.to(advice).on(new Chosen()))
                .make()
                .getBytes();
    }

    /** Matches by name and descriptor. */
    private final class Chosen implements ElementMatcher<MethodDescription> {
        @Override
        public boolean matches(MethodDescription candidate) {
            return candidate.getName().equals(method)
                    && candidate.getDescriptor().startsWith(descriptorStart);
        }
    }
}
