extern alias library;

using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Switchyard.Generators.Tests;

/// <summary>The emitted reader of an enum, run against the library.</summary>
public sealed class EmittedReaderTests
{
    private static readonly Assembly s_choices = Load("Choices");

    [Theory]
    [InlineData("Green", "Green")]
    [InlineData(" \"green\".\n", "Green")]
    [InlineData("{\"value\":\"Green\"}", "Green")]
    [InlineData("{\"value\":\"Red\"}", "Red")]
    [InlineData("RED", "RED")]
    [InlineData("red", null)]
    [InlineData("Amber", null)]
    [InlineData("Green or Red", null)]
    [InlineData("{\"other\":\"Green\"}", null)]
    [InlineData("", null)]
    public void Reads_what_a_model_says(string answer, string? expected)
    {
        var read = s_choices.GetType("Cases.Choices+SwitchyardJson")!.GetMethod("LightAnswer", BindingFlags.Static | BindingFlags.NonPublic)!;
        var light = s_choices.GetType("Cases.Light")!;
        var value = typeof(EmittedReaderTests).GetMethod(nameof(Read), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(light).Invoke(null, [read, answer]);

        // Green and Verde are one value of two names.
        Assert.Equal(expected is null ? null : Enum.Parse(light, expected), value);
    }

    [Fact]
    public void Its_delegate_is_made_once()
    {
        // Where the compiler keeps delegates of static methods; without it every call would allocate one.
        var cache = s_choices.GetType("Cases.Choices")!.GetNestedTypes(BindingFlags.NonPublic)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(library::Switchyard.ReplyReader<>));
        Assert.Equal(2, cache.DistinctBy(field => field.FieldType).Count());
    }

    private static object? Read<T>(MethodInfo method, string answer)
    {
        var reader = method.CreateDelegate<library::Switchyard.ReplyReader<T>>();
        try
        {
            return reader(Encoding.UTF8.GetBytes(answer), out var value) ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Assembly Load(string name)
    {
        GeneratorVerifier.Run(GeneratorVerifier.Driver(), TestCompilation.Create(new GoldenCase(name).Source), out var output);
        using var assembly = new MemoryStream();
        Assert.True(output.Emit(assembly, cancellationToken: TestContext.Current.CancellationToken).Success);
        return Assembly.Load(assembly.ToArray());
    }
}
