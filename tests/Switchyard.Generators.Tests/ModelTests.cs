using System.Collections;
using System.Reflection;

namespace Switchyard.Generators.Tests;

/// <summary>What the generator keeps between runs must not keep the compiler's world alive, and must be comparable.</summary>
public sealed class ModelTests
{
    private static readonly IReadOnlySet<Type> s_models = Reach(
        [typeof(ParsedTask), typeof(RoutedClass), typeof(RouteCatalog), typeof(PolicyModel), typeof(ManifestModel), typeof(PromptFile), typeof(TypedProvider)]);

    [Fact]
    public void Cached_models_hold_no_Roslyn_type()
    {
        Assert.Superset(new HashSet<Type> { typeof(ChoiceMember), typeof(ValueBounds), typeof(TaskConstraints), typeof(RouteCandidate) }, s_models.ToHashSet());
        Assert.DoesNotContain(s_models, type => type.Assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    [Fact]
    public void Cached_models_compare_by_value()
    {
        foreach (var type in s_models.Where(type => type.Assembly == typeof(TaskModel).Assembly && !type.IsEnum))
        {
            Assert.True(typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type), $"{type} is not equatable.");
            Assert.True(
                !typeof(IEnumerable).IsAssignableFrom(type) || type.GetGenericTypeDefinition() == typeof(EquatableArray<>), $"{type} is a bare collection.");
        }
    }

    [Fact]
    public void Cached_models_have_no_bare_collection() =>
        Assert.DoesNotContain(
            s_models.Where(type => type.Assembly == typeof(TaskModel).Assembly && type.Name != typeof(EquatableArray<>).Name).SelectMany(Fields),
            field => field.FieldType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(field.FieldType)
                && field.FieldType.Name != typeof(EquatableArray<>).Name);

    [Fact]
    public void Arrays_are_equal_by_items()
    {
        EquatableArray<string> left = new(["a", "b"]), same = new(["a", "b"]), other = new(["b", "a"]), none = default;
        Assert.Equal(left, same);
        Assert.Equal(left.GetHashCode(), same.GetHashCode());
        Assert.False(left.Equals(other));
        Assert.False(left.Equals(none));
        Assert.True(none.Equals(EquatableArray<string>.Empty));
        Assert.Empty(none);
    }

    private static HashSet<Type> Reach(IEnumerable<Type> roots)
    {
        var found = new HashSet<Type>();
        var open = new Stack<Type>(roots);
        while (open.TryPop(out var type))
        {
            if (!found.Add(type))
                continue;
            foreach (var argument in type.GetGenericArguments())
                open.Push(argument);
            if (type.Assembly != typeof(TaskModel).Assembly)
                continue;
            foreach (var field in Fields(type))
                open.Push(field.FieldType);
        }

        return found;
    }

    private static FieldInfo[] Fields(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
}
