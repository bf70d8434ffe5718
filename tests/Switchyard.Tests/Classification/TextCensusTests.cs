using System.Text;

namespace Switchyard.Tests;

public class TextCensusTests
{
    [Fact]
    public void Vectors_and_single_bytes_count_the_same()
    {
        var random = new Random(5);
        for (var length = 0; length < 400; length++)
        {
            var text = new byte[length];
            random.NextBytes(text);
            var counts = new int[(int)Signal.Count];
            TextCensus.Take(text, counts);
            int characters = 0, upper = 0, wide = 0;
            TextCensus.TakeScalar(text, ref characters, ref upper, ref wide);
            Assert.Equal((characters, upper, wide), (counts[(int)Signal.Characters], counts[(int)Signal.Uppercase], counts[(int)Signal.NonAscii]));
        }
    }

    [Fact]
    public void Characters_are_code_points_without_white_space()
    {
        var counts = new int[(int)Signal.Count];
        TextCensus.Take(Encoding.UTF8.GetBytes(" Ab\tc é 漢\n"), counts);
        Assert.Equal(5, counts[(int)Signal.Characters]);
        Assert.Equal(1, counts[(int)Signal.Uppercase]);
        Assert.Equal(2, counts[(int)Signal.NonAscii]);
    }
}
